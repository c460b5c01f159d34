provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "r" {
  name                 = "r"
  permissions_boundary = "arn:aws:iam::123456789012:policy/limit"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
