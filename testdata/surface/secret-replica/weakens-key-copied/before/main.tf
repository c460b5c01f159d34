provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "far"
  region = "us-west-2"
}

resource "aws_kms_key" "data" {
  multi_region = true
}
