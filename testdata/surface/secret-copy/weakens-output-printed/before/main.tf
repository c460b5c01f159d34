# An output is printed that was kept back.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
output "password" {
  value     = random_password.db.result
  sensitive = true
}
