# A password in the start script of instances.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
resource "aws_launch_template" "app" {
  name      = "app"
  user_data = base64encode("#!/bin/sh\nexport PASSWORD=none\n")
}
