# this account administers a service
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "nobody" {
  name = "nobody"
}
#: after
resource "aws_organizations_delegated_administrator" "d" {
  account_id        = "123456789012"
  service_principal = "sso.amazonaws.com"
}
