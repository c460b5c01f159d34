# everybody restores a database snapshot
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
#: before
resource "aws_db_snapshot" "s" {
  db_instance_identifier = "d"
  db_snapshot_identifier = "s"
}
#: after
resource "aws_db_snapshot" "s" {
  db_instance_identifier = "d"
  db_snapshot_identifier = "s"
  shared_accounts        = ["all"]
}
