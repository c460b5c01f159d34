# A password in a start script of many lines.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
resource "aws_launch_template" "app" {
  name      = "app"
  user_data = base64encode("#!/bin/sh\nexport PASSWORD=echo step 0 of a start script that goes on for a while\necho step 1 of a start script that goes on for a while\necho step 2 of a start script that goes on for a while\necho step 3 of a start script that goes on for a while\necho step 4 of a start script that goes on for a while\necho step 5 of a start script that goes on for a while\necho step 6 of a start script that goes on for a while\necho step 7 of a start script that goes on for a while\necho step 8 of a start script that goes on for a while\necho step 9 of a start script that goes on for a while\necho step 10 of a start script that goes on for a while\necho step 11 of a start script that goes on for a while${random_password.db.result}\n")
}
