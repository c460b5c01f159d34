provider "aws" {
  region = "us-east-1"
}

variable "on" {
  type = bool
}

resource "aws_guardduty_detector" "main" {
  enable = var.on
}
