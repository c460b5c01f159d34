provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "app" {
  name = "app"
}
resource "aws_iam_role" "fresh" {
  name = "fresh"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "fresh" {
  role   = aws_iam_role.fresh.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}
