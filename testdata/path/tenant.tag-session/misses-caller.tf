# the role lets sessions be tagged, and nobody who takes it may tag them
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "qa" {
  name = "qa"
}

resource "aws_iam_role" "mid" {
  name               = "mid"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Principal = { AWS = "arn:aws:iam::123456789012:root" } }] })
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
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole"], Resource = aws_iam_role.mid.arn }] })
}

resource "aws_iam_role_policy" "mid_p" {
  name   = "p"
  role   = aws_iam_role.mid.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole"], Resource = aws_iam_role.boss.arn }] })
}

#: before
locals {
  actions = ["sts:AssumeRole"]
}
#: after
locals {
  actions = ["sts:AssumeRole", "sts:TagSession"]
}
