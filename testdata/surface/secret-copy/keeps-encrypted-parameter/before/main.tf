# A password in an encrypted parameter.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
