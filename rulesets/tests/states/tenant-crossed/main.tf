provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "a" {
  name = "a"
  tags = { tenant = "a" }
}
resource "aws_iam_user" "b" {
  name = "b"
  tags = { tenant = "b" }
}
resource "aws_iam_role" "of-b" {
  name = "of-b"
  tags = { tenant = "b" }
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.a.arn } }] })
}
