# an account administers a service for the organization
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "nobody" {
  name = "nobody"
}
#: after
resource "aws_organizations_delegated_administrator" "d" {
  account_id        = "999999999999"
  service_principal = "sso.amazonaws.com"
}
