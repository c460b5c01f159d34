provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

resource "aws_iam_user" "brief" {
  name = "brief"
}

resource "aws_iam_user_policy_attachment" "brief" {
  user       = aws_iam_user.brief.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}
