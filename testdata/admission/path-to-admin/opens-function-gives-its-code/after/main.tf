provider "aws" {
  allowed_account_ids = ["111122223333"]
}

resource "aws_iam_user" "dev" {
  name = "dev"
}

resource "aws_iam_role" "fn" {
  name = "fn"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "fn" {
  role       = aws_iam_role.fn.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_lambda_function" "fn" {
  function_name = "fn"
  role          = aws_iam_role.fn.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  s3_bucket     = aws_s3_bucket.code.id
  s3_key        = "fn.zip"
}

resource "aws_s3_bucket" "code" {
  bucket = "acme-code"
}

resource "aws_s3_bucket" "other" {
  bucket = "acme-other"
}

resource "aws_lambda_permission" "call" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.fn.function_name
  principal     = aws_iam_user.dev.arn
}

resource "aws_lambda_permission" "code" {
  action        = "lambda:UpdateFunctionCode"
  function_name = aws_lambda_function.fn.function_name
  principal     = aws_iam_user.dev.arn
}
