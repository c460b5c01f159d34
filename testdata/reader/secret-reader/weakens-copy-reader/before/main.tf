# A function holds a copy of a password, and a user may look at its settings.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "random_password" "db" {
  length = 24
}
resource "aws_iam_role" "fn" {
  name = "fn"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } },
  ] })
}
resource "aws_lambda_function" "job" {
  function_name = "job"
  role          = aws_iam_role.fn.arn
  handler       = "i.h"
  runtime       = "python3.12"
  filename      = "job.zip"
  environment {
    variables = {
      PASSWORD = random_password.db.result
    }
  }
}
