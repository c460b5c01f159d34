# a resource share is for an account that is not ours
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_ram_resource_share" "r" {
  name                      = "r"
  allow_external_principals = true
}
#: after
resource "aws_ram_principal_association" "p" {
  principal          = "999999999999"
  resource_share_arn = aws_ram_resource_share.r.arn
}
