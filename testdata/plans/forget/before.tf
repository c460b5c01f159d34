provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_user" "clerk" {
  name = "mill-clerk"
}

resource "aws_iam_role" "mill" {
  name = "mill-runner"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.clerk.arn } }]
  })
}

resource "aws_iam_role_policy_attachment" "mill_admin" {
  role       = aws_iam_role.mill.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
