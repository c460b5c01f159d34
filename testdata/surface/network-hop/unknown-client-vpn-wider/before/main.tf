provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ec2_client_vpn_authorization_rule" "office" {
  client_vpn_endpoint_id = "cvpn-endpoint-0123456789abcdef0"
  target_network_cidr    = "10.0.1.0/24"
  authorize_all_groups   = true
}
