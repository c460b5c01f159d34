# A sensitive variable comes into an environment.
provider "aws" {
  region = "us-east-1"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
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
      PASSWORD = var.password
    }
  }
}
