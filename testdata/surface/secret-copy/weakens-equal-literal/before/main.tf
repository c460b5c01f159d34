# The same literal in a database and in a build.
provider "aws" {
  region = "us-east-1"
}
resource "aws_db_instance" "db" {
  identifier     = "db"
  engine         = "postgres"
  instance_class = "db.t3.micro"
  username       = "app"
  password       = "correct-horse-battery"
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
      PASSWORD = "none"
    }
  }
}
