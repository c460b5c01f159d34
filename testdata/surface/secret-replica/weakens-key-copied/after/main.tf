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

resource "aws_kms_replica_key" "data" {
  provider        = aws.far
  primary_key_arn = aws_kms_key.data.arn
}
