# The boundary of a permission set is gone.
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
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_ssoadmin_permissions_boundary_attachment" "team" {
  instance_arn       = aws_ssoadmin_permission_set.team.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.team.arn

  permissions_boundary {
    managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
  }
}

resource "aws_ssoadmin_account_assignment" "devs" {
  instance_arn       = aws_ssoadmin_permission_set.team.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.team.arn
  principal_type     = "GROUP"
  principal_id       = aws_identitystore_group.devs.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = "111122223333"
}
