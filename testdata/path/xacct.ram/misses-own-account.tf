# a resource share is for this account
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_ram_resource_share" "r" {
  name = "r"
}
#: after
resource "aws_ram_principal_association" "p" {
  principal          = "123456789012"
  resource_share_arn = aws_ram_resource_share.r.arn
}
