provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_user" "finch" {
  name = "finch"
}

resource "aws_iam_role" "nest" {
  name = "nest"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.finch.arn } }]
  })
}

resource "aws_iam_role_policy_attachment" "nest" {
  role       = aws_iam_role.nest.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
