# A password is put into a secret, where it belongs.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
