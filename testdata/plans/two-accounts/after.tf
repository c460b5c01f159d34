terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region  = "eu-west-1"
  profile = "weave-tools"
}

provider "aws" {
  alias   = "prod"
  region  = "eu-central-1"
  profile = "weave-prod"
}

provider "aws" {
  alias  = "audit"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::333344445555:role/terraform"
  }
}

data "aws_caller_identity" "tools" {}

data "aws_caller_identity" "prod" {
  provider = aws.prod
}

resource "aws_iam_role" "builder" {
  name = "weave-builder"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codebuild.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "builder" {
  name = "hop"
  role = aws_iam_role.builder.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::${data.aws_caller_identity.prod.account_id}:role/weave-deploy" }]
  })
}

resource "aws_iam_role" "deploy" {
  provider = aws.prod
  name     = "weave-deploy"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_role.builder.arn } }]
  })
}

resource "aws_iam_role_policy_attachment" "deploy_admin" {
  provider   = aws.prod
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role" "same_name_tools" {
  name = "weave-shared"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role" "same_name_prod" {
  provider = aws.prod
  name     = "weave-shared"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

module "audit" {
  source = "./audit"
  providers = {
    aws = aws.audit
  }
  reader = aws_iam_role.builder.arn
}
