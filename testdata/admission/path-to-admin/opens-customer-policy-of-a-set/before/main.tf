# The policy of the account that a permission set refers to allows everything.
resource "aws_identitystore_group" "devs" {
  identity_store_id = "d-1234567890"
  display_name      = "devs"
}

resource "aws_identitystore_group" "ops" {
  identity_store_id = "d-1234567890"
  display_name      = "ops"
}

resource "aws_identitystore_user" "ann" {
  identity_store_id = "d-1234567890"
  display_name      = "Ann"
  user_name         = "ann"

  name {
    given_name  = "Ann"
    family_name = "Other"
  }
}

resource "aws_ssoadmin_permission_set" "team" {
  name         = "team"
  instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
}

resource "aws_ssoadmin_permission_set_inline_policy" "team" {
  instance_arn       = aws_ssoadmin_permission_set.team.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.team.arn
  inline_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}

resource "aws_ssoadmin_account_assignment" "devs" {
  instance_arn       = aws_ssoadmin_permission_set.team.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.team.arn
  principal_type     = "GROUP"
  principal_id       = aws_identitystore_group.devs.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = "111122223333"
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "team" {
  instance_arn       = aws_ssoadmin_permission_set.team.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.team.arn

  customer_managed_policy_reference {
    name = "team"
    path = "/sso/"
  }
}

resource "aws_iam_policy" "team" {
  name = "team"
  path = "/sso/"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}

# Tells the account that all this is in.
resource "aws_iam_role" "other" {
  name = "other"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

data "aws_caller_identity" "current" {}

provider "aws" {
  allowed_account_ids = ["111122223333"]
}
