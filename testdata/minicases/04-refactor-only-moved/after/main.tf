provider "aws" {
  region = "us-east-1"
}
moved {
  from = aws_iam_user.app
  to   = aws_iam_user.application
}
data "aws_caller_identity" "me" {}
resource "aws_iam_user" "application" {
  name = "app"
}
resource "aws_iam_policy" "split_b" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:Assume*", Resource = "*" }] })
}
resource "aws_iam_policy" "split_a" {
  name   = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ["*"] }] })
}
resource "aws_iam_user_policy_attachment" "a" {
  user       = aws_iam_user.application.name
  policy_arn = aws_iam_policy.split_a.arn
}
resource "aws_iam_user_policy_attachment" "b" {
  user       = aws_iam_user.application.name
  policy_arn = aws_iam_policy.split_b.arn
}
resource "aws_iam_role" "x" {
  name = "x"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.application.arn } }]
  })
}
resource "aws_iam_role_policy_attachment" "x_admin" {
  role       = aws_iam_role.x.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
