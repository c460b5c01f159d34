provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "app" {
  name = "app"
  tags = {  }
}
resource "aws_iam_role" "adm" {
  name = "adm"
  tags = {  }
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.app.arn } }] })
}
resource "aws_iam_role_policy" "adm" {
  role   = aws_iam_role.adm.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }, { Effect = "Deny", Action = "*", Resource = "*" }] })
}
