provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "ci" {
  name = "ci"
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:user/ann" } }]
  })
}
