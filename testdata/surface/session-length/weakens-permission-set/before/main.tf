provider "aws" {
  region = "us-east-1"
}

data "aws_ssoadmin_instances" "all" {}

resource "aws_ssoadmin_permission_set" "ops" {
  name         = "ops"
  instance_arn = tolist(data.aws_ssoadmin_instances.all.arns)[0]
  session_duration = "PT1H"
}
