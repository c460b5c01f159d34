# everybody starts an image
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "nobody" {
  name = "nobody"
}
#: after
resource "aws_ami_launch_permission" "s" {
  image_id = "ami-1"
  group    = "all"
}
