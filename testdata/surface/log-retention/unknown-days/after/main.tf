provider "aws" {
  region = "us-east-1"
}

variable "days" {
  type = number
}

resource "aws_cloudwatch_log_group" "audit" {
  name = "audit"

  retention_in_days = var.days
}
