provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_role" "reed" {
  name        = "reed"
  description = "r2"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
  tags = {
    version = "r2"
  }
}

resource "aws_iam_role_policy" "reed" {
  name = "reed"
  role = aws_iam_role.reed.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["logs:PutLogEvents", "logs:CreateLogStream"], Resource = "*" }]
  })
}

resource "aws_lambda_function" "reed" {
  function_name = "reed"
  role          = aws_iam_role.reed.arn
  handler       = "i.h"
  runtime       = "python3.13"
  filename      = "job.zip"
  memory_size   = 256
  timeout       = 60
}

resource "aws_cloudwatch_log_group" "reed" {
  name              = "/aws/lambda/reed"
  retention_in_days = 30
}

resource "aws_sqs_queue" "reed" {
  name                       = "reed"
  visibility_timeout_seconds = 60
  tags = {
    version = "r2"
  }
}
