provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "prod" {
  name = "prod"
  tags = { Environment = "prod" }

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_instance_profile" "prod" {
  name = "prod"
  role = aws_iam_role.prod.name
}

