provider "aws" {
  region = "us-east-1"
}

resource "aws_lb" "web" {
  name     = "web"
  internal = true
  subnets  = ["subnet-1", "subnet-2"]

  access_logs {
    bucket  = "lb-logs"
    enabled = false
  }
}
