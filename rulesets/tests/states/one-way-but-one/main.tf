provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "app" {
  name = "app"
}
resource "aws_iam_role" "first" {
  name = "first"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.app.arn } }] })
}
resource "aws_iam_role_policy" "first" {
  role   = aws_iam_role.first.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
resource "aws_iam_role" "second" {
  name = "second"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "second" {
  role   = aws_iam_role.second.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "s3:DeleteBucket", Resource = "*" }] })
}
