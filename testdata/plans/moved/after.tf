provider "aws" {
  region = "eu-west-1"
}

data "aws_caller_identity" "current" {}

resource "aws_iam_user" "notary" {
  name = "kite-signer"
}

resource "aws_iam_role" "publish" {
  name = "kite-release"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.notary.arn } }]
  })
}

resource "aws_iam_role_policy_attachment" "publish_admin" {
  role       = aws_iam_role.publish.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

moved {
  from = aws_iam_user.signer
  to   = aws_iam_user.notary
}

moved {
  from = aws_iam_role.release
  to   = aws_iam_role.publish
}

moved {
  from = aws_iam_role_policy_attachment.admin
  to   = aws_iam_role_policy_attachment.publish_admin
}
