provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudwatch_log_group" "other" {
  name = "audit"

  retention_in_days = 365
}
