# pods of a service account get the administrator role
# cause aws_eks_pod_identity_association.shop.role_arn
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_role" "admin" {
  name               = "admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "pods.eks.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.admin.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "pods.eks.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}
#: before
resource "aws_eks_pod_identity_association" "shop" {
  cluster_name    = "prod"
  namespace       = "web"
  service_account = "shop"
  role_arn        = aws_iam_role.app.arn
}
#: after
resource "aws_eks_pod_identity_association" "shop" {
  cluster_name    = "prod"
  namespace       = "web"
  service_account = "shop"
  role_arn        = aws_iam_role.admin.arn
}
