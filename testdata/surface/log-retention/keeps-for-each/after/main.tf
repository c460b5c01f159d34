provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudwatch_log_group" "all" {
  for_each = toset(["audit"])

  name              = each.key
  retention_in_days = 365
}
