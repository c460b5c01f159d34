# another account restores a snapshot
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "nobody" {
  name = "nobody"
}
#: after
resource "aws_snapshot_create_volume_permission" "s" {
  snapshot_id = "snap-1"
  account_id  = "999999999999"
}
