# the second factor may be enrolled, and the trust policy still denies
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "qa" {
  name = "qa"
}

resource "aws_iam_role" "boss" {
  name               = "boss"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.qa.arn }, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }, { Effect = "Deny", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.qa.arn } }] })
}
resource "aws_iam_role_policy_attachment" "b" {
  role       = aws_iam_role.boss.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
#: after
resource "aws_iam_user_policy" "qa_p" {
  name   = "p"
  user   = aws_iam_user.qa.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"], Resource = "*" }] })
}

