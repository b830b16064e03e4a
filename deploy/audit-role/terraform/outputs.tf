output "role_arn" {
  description = "The role."
  value       = aws_iam_role.audit.arn
}

output "role_name" {
  description = "For trailgate scan --role-name."
  value       = aws_iam_role.audit.name
}
