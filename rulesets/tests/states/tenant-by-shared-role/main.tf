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
resource "aws_iam_role" "shared" {
  name = "shared"
  tags = {  }
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.a.arn } }] })
}
resource "aws_iam_role_policy" "shared" {
  role   = aws_iam_role.shared.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] })
}
resource "aws_iam_role" "of-b" {
  name = "of-b"
  tags = { tenant = "b" }
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_role.shared.arn } }] })
}
