# the push is allowed, and the tags do not move
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "qa" {
  name = "qa"
}

resource "aws_iam_role" "t" {
  name               = "t"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "t_adm" {
  role       = aws_iam_role.t.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_ecr_repository" "r" {
  name                 = "r"
  image_tag_mutability = "IMMUTABLE"
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  task_role_arn         = aws_iam_role.t.arn
  container_definitions = jsonencode([{ name = "x", image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/r:v1" }])
}
#: after
resource "aws_iam_user_policy" "qa_p" {
  name   = "p"
  user   = aws_iam_user.qa.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"], Resource = "*" }] })
}

