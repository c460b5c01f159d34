provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "prod" {
  name = "prod"
  tags = { Environment = "prod" }

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_instance_profile" "prod" {
  name = "prod"
  role = aws_iam_role.prod.name
}


resource "aws_lambda_function" "job" {
  function_name = "job"
  role          = aws_iam_role.prod.arn
  handler       = "i.h"
  runtime       = "python3.12"
  filename      = "job.zip"
  tags          = { Environment = "dev" }
}
resource "aws_iam_role" "dev" {
  name = "dev"
  tags = { Environment = "dev" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}
