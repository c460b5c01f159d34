# All encrypted parameters below a path.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "SecureString"
  value = "not the real one"
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "ssm:GetParametersByPath", Resource = "arn:aws:ssm:*:*:parameter/prod/*" },
  ] })
}
