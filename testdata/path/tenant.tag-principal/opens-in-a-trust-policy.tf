# a trust policy that asks for a tag of the caller, who may set it
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "qa" {
  name = "qa"
}

resource "aws_iam_role" "boss" {
  name               = "boss"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Condition = { StringEquals = { "aws:PrincipalTag/team" = "x" } } }] })
}
resource "aws_iam_role_policy_attachment" "b" {
  role       = aws_iam_role.boss.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_user_policy" "qa_p" {
  name   = "p"
  user   = aws_iam_user.qa.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole"], Resource = "*" }] })
}

#: after
resource "aws_iam_user_policy" "qa_t" {
  name   = "t"
  user   = aws_iam_user.qa.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:TagUser"], Resource = "*" }] })
}

