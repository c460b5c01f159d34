# A password in a parameter that is not encrypted.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
