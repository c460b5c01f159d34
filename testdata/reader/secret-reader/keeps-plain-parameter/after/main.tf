# A parameter that is not encrypted keeps no secret.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "String"
  value = "not the real one"
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "ssm:GetParametersByPath", Resource = "arn:aws:ssm:*:*:parameter/prod/*" },
  ] })
}
