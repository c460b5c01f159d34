provider "aws" {
  region = "us-east-1"
}
data "aws_caller_identity" "me" {}
resource "aws_iam_user" "app" {
  name = "app"
}
resource "aws_iam_role" "ops" {
  name = "ops"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.app.arn } }] })
}
resource "aws_iam_role_policy" "ops" {
  role   = aws_iam_role.ops.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "cloudtrail:S*", Resource = "*" }] })
}
