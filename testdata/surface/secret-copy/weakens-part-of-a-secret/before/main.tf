# A part of a secret that a data source reads, in a connection string.
provider "aws" {
  region = "us-east-1"
}
data "aws_secretsmanager_secret_version" "db" {
  secret_id = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"
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
