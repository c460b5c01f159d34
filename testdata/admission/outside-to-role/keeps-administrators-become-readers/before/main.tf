# Who was administrator of the account could read it before.
resource "aws_identitystore_group" "ops" {
  identity_store_id = "d-1234567890"
  display_name      = "ops"
}

resource "aws_ssoadmin_permission_set" "reader" {
  name         = "reader"
  instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
}

resource "aws_ssoadmin_managed_policy_attachment" "reader" {
  instance_arn       = aws_ssoadmin_permission_set.reader.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_ssoadmin_permission_set" "admin" {
  name         = "admin"
  instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
}

resource "aws_ssoadmin_managed_policy_attachment" "admin" {
  instance_arn       = aws_ssoadmin_permission_set.admin.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_ssoadmin_account_assignment" "ops" {
  instance_arn       = aws_ssoadmin_permission_set.admin.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  principal_type     = "GROUP"
  principal_id       = aws_identitystore_group.ops.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = "111122223333"
}
