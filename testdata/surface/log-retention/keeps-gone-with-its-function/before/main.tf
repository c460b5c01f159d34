provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "f" {
  name = "f"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.f.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "f.zip"
}

resource "aws_cloudwatch_log_group" "f" {
  name = "/aws/lambda/f"

  retention_in_days = 30
}
