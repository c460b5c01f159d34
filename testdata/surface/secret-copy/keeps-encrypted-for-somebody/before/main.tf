# What only the owner of a key of his own can read is no copy.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_iam_access_key" "ann" {
  user    = aws_iam_user.ann.name
  pgp_key = "keybase:ann"
}
